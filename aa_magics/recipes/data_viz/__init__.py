"""Recipes of the data_viz_agent: interactive Plotly charts whose axes say what they show."""
