"""Words typed to calls: the only place that prints, writes files or exits."""
