"""What is calculated with: a result, or a framework, becomes a workbook."""
