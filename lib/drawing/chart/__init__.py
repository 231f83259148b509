"""What a chart shows, worked out once: Plotly, SVG, the presenter and slides only draw it."""
