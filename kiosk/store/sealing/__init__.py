"""What lies under the installation's secret."""
