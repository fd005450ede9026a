"""The nightly run: what is fetched and checked while people sleep, and what they find in the morning."""
