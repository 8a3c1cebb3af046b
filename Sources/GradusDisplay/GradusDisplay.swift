// GradusDisplay
