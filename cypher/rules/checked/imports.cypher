// title: Imports
MATCH (:Module)-[i:IMPORTS]->(:Node)
RETURN count(i) AS checked
