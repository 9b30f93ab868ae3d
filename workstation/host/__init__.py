"""The machine the bench runs on: paths, resources, settings and policy, logs, crash reports."""
