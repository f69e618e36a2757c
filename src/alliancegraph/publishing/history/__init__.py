"""What was published before: the register of identifiers, and what has come, changed and gone since."""
