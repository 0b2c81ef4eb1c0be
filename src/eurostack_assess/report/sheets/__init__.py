"""Turns a result or a framework into a workbook, for calculations."""
