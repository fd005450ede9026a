"""How the sample exports are made: people, forms that agree with them, mistakes, files."""
