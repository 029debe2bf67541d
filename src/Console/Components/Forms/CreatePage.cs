using BackupConsole.Clusters;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Components.Forms;

/// <summary>What the pages have in common that make an object by a form: address, clock, the form that is open, and what it follows of the cluster.</summary>
public abstract class CreatePage : ComponentBase, IAsyncDisposable
{
    private Followed? followed;

    /// <summary>Slug of the cluster.</summary>
    [Parameter]
    public string Cluster { get; set; } = "";

    /// <summary>From the address: a namespace to begin with.</summary>
    [SupplyParameterFromQuery(Name = "namespace")]
    public string? NamespaceInAddress { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>The way from the fields to the object.</summary>
    protected CreateFlow? Flow { get; set; }

    /// <summary>The form that is open; <c>null</c> before one is.</summary>
    protected CreateContext? Context { get; private set; }

    [Inject]
    private TypedNamespaces TypedNamespaces { get; set; } = null!;

    /// <summary>A form is open: the page begins to follow what its choices come from, and ends that for the one before.</summary>
    protected async Task OpenAsync(CreateContext opened)
    {
        Followed? before = followed;
        Context = opened;
        followed = new Followed(TypedNamespaces, Time, DrawAsync, DispatchExceptionAsync);
        BeginFollowing(opened, followed);
        await LookAsync();
        if (before is not null)
        {
            await before.DisposeAsync();
        }
    }

    /// <summary>Makes what the page follows for a form that was opened; nothing by default.</summary>
    protected virtual void BeginFollowing(CreateContext opened, Followed follow)
    {
    }

    /// <summary>Looks where the form points to, when it is open and after each edit; at nothing by default.</summary>
    protected virtual Task LookAsync() => Task.CompletedTask;

    /// <summary>Takes over what follows from the latest rows, and has fields drawn that show it.</summary>
    protected virtual void Derive() => Context?.Form.RaiseChanged();

    /// <summary>Asks again whether one may create in the namespace that is chosen.</summary>
    protected Task AskAccessAsync() => Flow!.AskAccessAsync();

    /// <summary>What is chosen at a path; empty for nothing.</summary>
    protected string Chosen(ManifestPath path) => Context?.Form.Text(path) ?? "";

    /// <summary>A namespace that rows can be looked for in; <c>null</c> for a text that is no name of one.</summary>
    protected static string? Valid(string ns) => ObjectName.CheckLabel(ns) is null ? ns : null;

    private Task DrawAsync(Action change) => InvokeAsync(() =>
    {
        change();
        Derive();
        StateHasChanged();
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (followed is not null)
        {
            await followed.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
