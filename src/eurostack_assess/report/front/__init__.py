"""The first page of a report: the result on one page, the same in every format."""
