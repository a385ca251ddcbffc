// title: The words of symbols, cut at blanks only: they come split and stemmed
CREATE FULLTEXT INDEX symbol_search_text IF NOT EXISTS FOR (n:Symbol) ON EACH [n.search_text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
