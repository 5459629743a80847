"""Words, sentences, quotation marks, word vectors and parses: pure, with offsets."""
