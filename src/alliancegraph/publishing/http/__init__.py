"""HTTP as every server of a site speaks it: rules as data, negotiation, notices."""
