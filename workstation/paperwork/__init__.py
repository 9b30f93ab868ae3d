"""Notices, receipts and labels as PDF."""
