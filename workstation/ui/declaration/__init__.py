"""The declaration: everything known of one consignment, what matters for the decision first."""
