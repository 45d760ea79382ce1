say('a word', 'a word', 'a word', 'a word', 'a word', 'a word', 'a word', 'a word', 'a word');
