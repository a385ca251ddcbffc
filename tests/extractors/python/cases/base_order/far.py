from farther import First
