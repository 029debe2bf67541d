using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>What the pages have in common that make an object by a form: address, clock, the form that is open, and the rows it chooses from.</summary>
public abstract class CreatePage : ComponentBase, IAsyncDisposable
{
    private readonly List<IAsyncDisposable> followed = [];

    /// <summary>Slug of the cluster.</summary>
    [Parameter]
    public string Cluster { get; set; } = "";

    /// <summary>From the address: a namespace to begin with.</summary>
    [SupplyParameterFromQuery(Name = "namespace")]
    public string? NamespaceInAddress { get; set; }

    /// <summary>Namespaces the person has named.</summary>
    [Inject]
    protected TypedNamespaces TypedNamespaces { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Rows of a kind that choices come from, live for as long as the page is open.</summary>
    protected LiveRows<T> LiveRowsOf<T>(ResourceSource<T> source)
        where T : class, IRow
    {
        LiveRows<T> rows = new(source, TypedNamespaces, Time, DrawAsync, DispatchExceptionAsync);
        followed.Add(rows);
        return rows;
    }

    /// <summary>Draws page and form again after something has changed that choices come from.</summary>
    protected Task DrawAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Derive();
        StateHasChanged();
    });

    /// <summary>Takes over what follows from the latest rows, and has fields drawn that show it; nothing by default.</summary>
    protected virtual void Derive()
    {
    }

    /// <summary>A namespace that rows can be looked for in; <c>null</c> for a text that is no name of one.</summary>
    protected static string? Valid(string ns) => ObjectName.CheckLabel(ns) is null ? ns : null;

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable each in followed)
        {
            await each.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
