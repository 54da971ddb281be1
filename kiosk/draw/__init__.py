"""Drawings as plain SVG: one on screen, on paper and on another site. No request, no style."""
