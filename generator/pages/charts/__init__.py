"""The pages' figures: each module counts, says and draws what one kind of page shows."""
