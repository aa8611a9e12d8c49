"""Programs that fit what ranks, scores and refuses to questions with known evidence."""
