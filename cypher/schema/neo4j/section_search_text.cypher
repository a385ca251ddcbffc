// title: The words of sections of documentation, cut at blanks only
CREATE FULLTEXT INDEX section_search_text IF NOT EXISTS FOR (n:Section) ON EACH [n.search_text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
