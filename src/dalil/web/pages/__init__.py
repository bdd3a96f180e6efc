"""One module a page: a function from a question to what is set."""
