// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/openports.h"
#include "app/models/roles.h"

#include <QAbstractTableModel>

#include <vector>

namespace Portlight::App
{

/// Ports, the programs that wait there, and who can reach them. A new list keeps the rows of ports
/// that are in both, so that the selection stays.
class OpenPortsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PortColumn, ProgramColumn, ReachColumn, ColumnCount };

    explicit OpenPortsModel(QObject *parent = nullptr);

    void setPorts(std::vector<OpenPort> ports);
    /// Null when there is no such row.
    const OpenPort *port(int row) const;
    /// -1: not in the list.
    int rowOf(const OpenPort &port) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<OpenPort> m_rows;
};

} // namespace Portlight::App
