// The warden: the parent of a session's processes. It outlives each of them, tells gradus how they
// ended, and ends them all, and whatever they started, when gradus is done or gone.
#pragma once

#include "Session.h"

_Noreturn void warden_run(int channel, struct session_options *session);
