"""What both fronts lend their flows and pages: the house, uploads, receipts."""
