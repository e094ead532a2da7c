// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "casesupport.h"

#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/smallfile.h"

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace Portlight::Test
{

void giveUp(const std::string &why)
{
    std::cout << why << std::endl;
    std::_Exit(1);
}

std::string run(const std::string &name, const std::vector<std::string> &arguments,
                const std::string &input)
{
    const auto program = Helper::findProgram(name);
    if (!program) {
        giveUp(name + " is missing");
    }
    Helper::ProcessRequest request;
    request.program = *program;
    request.arguments = arguments;
    request.input = input;
    const auto outcome = Helper::runProcess(request);
    if (!outcome || outcome->exitCode != 0) {
        giveUp(name + ": " + (outcome ? outcome->errors : outcome.error().message));
    }
    return outcome->output;
}

void changeBootId(const std::string &folder, const std::string &id)
{
    const std::string path = folder + '/' + id + ".json";
    auto text = Helper::readSmallFile(path, 1U << 24U);
    if (!text) {
        return;
    }
    const std::size_t at = text->find("\"boot_id\": \"") + 12;
    (*text)[at] = (*text)[at] == '0' ? '1' : '0';
    std::ofstream(path, std::ios::trunc) << *text;
}

} // namespace Portlight::Test
