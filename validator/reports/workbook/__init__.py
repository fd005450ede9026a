"""The sheets of a village's Excel list, one module each."""
