// GradusTables
