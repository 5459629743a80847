"""Measurements that are no tests: generated families, speed, peers."""
