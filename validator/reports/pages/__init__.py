"""The HTML report: what stands in it, its labels, its charts; the templates make pages of that."""
