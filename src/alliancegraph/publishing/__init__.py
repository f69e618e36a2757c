"""Publishing: a site for portals, search engines and people, served, harvested and pushed."""
