"""From bytes on a disk, in a repository or in an archive to documents."""
