"""Realistic consignments and physically plausible X-ray images from a seed."""
