#include "tests/reconciliation/world.h"
