"""What a check yields: findings, the state of each village, and the books of every file read."""
