"""The steps of a data officer with the study that was worked by hand."""
