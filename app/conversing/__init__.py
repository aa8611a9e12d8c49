"""Conversations: kept, and questions that lean on the ones before."""
