// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/ruleset/ruleset.h"

#include <QCommandLineParser>

#include <optional>

namespace Portlight::App::Cli
{

/// The values of a command line, checked. A value that is wrong is remembered as the first problem
/// and reads as "not given"; a command asks problem() before it does anything.
class Arguments
{
public:
    explicit Arguments(const QCommandLineParser &parser);

    /// What stands after the command.
    const QStringList &positional() const
    {
        return m_positional;
    }
    bool has(const char *option) const;
    QString text(const char *option) const;
    QStringList texts(const char *option) const;
    std::optional<unsigned> number(const char *option, unsigned least, unsigned most);
    std::optional<double> decimal(const char *option, double least, double most);
    std::optional<std::uint16_t> port(const char *option);
    std::optional<Core::IpAddress> address(const char *option);
    std::optional<std::uint8_t> protocol(const char *option);
    std::optional<Core::Family> family(const char *option);
    std::optional<Core::Backend> backend(const char *option);
    std::string interface(const char *option);
    /// One of `choices`, or nothing.
    std::optional<QString> choice(const char *option, const QStringList &choices);

    void wrong(const QString &problem);
    /// "--port: 70000 …", with a hint; empty when all is well.
    const QString &problem() const
    {
        return m_problem;
    }

private:
    void wrongValue(const char *option, const QString &value, const QString &expected);

    const QCommandLineParser &m_parser;
    QStringList m_positional;
    QString m_problem;
};

} // namespace Portlight::App::Cli
