// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace Portlight::Helper
{

/// A step after which a trial must survive a SIGKILL. In the programs that are shipped it is
/// nothing; the tests build the library a second time, and kill there. Names are unique.
#ifdef PORTLIGHT_KILL_POINTS
void killPoint(const char *name);
#else
inline void killPoint(const char *)
{
}
#endif

} // namespace Portlight::Helper
