"""What it costs: `python -m benchmarks` prints one table of ratios inside one run."""
