"""What a person does here: one permission, one transaction, one Change each."""
