"""ZI Assess: a government unit assesses itself on the way to Zona Integritas WBK/WBBM."""

__version__ = "1.0.0"
