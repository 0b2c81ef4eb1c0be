"""The first page: the answer in one page, the same in every format."""
