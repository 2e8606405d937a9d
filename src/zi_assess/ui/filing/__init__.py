"""What is done with evidence on any page: attach, link, reuse, describe, move, take out; and the dialogs that ask."""
