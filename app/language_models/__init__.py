"""Language models behind one port: any OpenAI-compatible server, or one on this machine."""
