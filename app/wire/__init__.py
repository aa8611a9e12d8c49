"""What goes over the wire, in and out, for HTTP, MCP, the command line and the client."""
