"""What a change to our code adds in licences, origins, calls across their borders, and duties. No store is needed."""
