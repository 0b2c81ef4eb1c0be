"""The first page of a report: the answer in one page, the same in every format."""
