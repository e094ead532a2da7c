// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/program.h"

int main(int argc, char **argv)
{
    Portlight::App::Cli::runProgram(argc, argv);
}
