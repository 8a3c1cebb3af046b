#include "Functions.h"

#define GK_SUBJECT "ElementwiseLoops.h"
#include "Paths.h"
