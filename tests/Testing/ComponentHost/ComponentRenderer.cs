using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Testing.ComponentHost;

#pragma warning disable BL0006 // Render tree types: a renderer is what they are for, and this one is for tests only.

/// <summary>A renderer whose display is a string of HTML in which elements carry the ids of their event handlers.</summary>
internal sealed class ComponentRenderer(IServiceProvider services, bool isInteractive) : Renderer(services, NullLoggerFactory.Instance)
{
    // Elements know their document; this finds the way from there to the renderer that can raise their events.
    private static readonly ConditionalWeakTable<IDocument, ComponentRenderer> Owners = [];

    private readonly List<RenderedComponent> roots = [];
    private ExceptionDispatchInfo? unhandled;

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    protected override RendererInfo RendererInfo { get; } = new(isInteractive ? "Server" : "Static", isInteractive);

    public static ComponentRenderer Of(IElement element) =>
        element.Owner is { } document && Owners.TryGetValue(document, out ComponentRenderer? renderer)
            ? renderer
            : throw new InvalidOperationException("The element does not come from a rendered component.");

    public Task<RenderedComponent> RenderAsync(Type type, IReadOnlyDictionary<string, object?> parameters) => Dispatcher.InvokeAsync(async () =>
    {
        IComponent instance = InstantiateComponent(type);
        RenderedComponent root = new(this, AssignRootComponentId(instance), instance);
        roots.Add(root);
        await RenderRootComponentAsync(root.ComponentId, ParameterView.FromDictionary(new Dictionary<string, object?>(parameters)));
        Refresh();
        unhandled?.Throw();
        return root;
    });

    public IDocument Parse(string markup)
    {
        IDocument document = new HtmlParser().ParseDocument(markup);
        Owners.Add(document, this);
        return document;
    }

    /// <summary>Raises an event and waits for what its handler does.</summary>
    public Task RaiseAsync(ulong handler, EventArgs args) => Dispatcher.InvokeAsync(async () =>
    {
        await DispatchEventAsync(handler, null, args, waitForQuiescence: true);
        unhandled?.Throw();
    });

    /// <summary>Renders a root again with other parameters.</summary>
    public Task SetParametersAsync(int componentId, IReadOnlyDictionary<string, object?> parameters) => Dispatcher.InvokeAsync(async () =>
    {
        await RenderRootComponentAsync(componentId, ParameterView.FromDictionary(new Dictionary<string, object?>(parameters)));
        unhandled?.Throw();
    });

    public ArrayRange<RenderTreeFrame> FramesOf(int componentId) => GetCurrentRenderTreeFrames(componentId);

    /// <summary>The components inside of one, from the outside in.</summary>
    public IEnumerable<IComponent> ComponentsOf(int componentId)
    {
        ArrayRange<RenderTreeFrame> frames = FramesOf(componentId);
        return frames.Array.Take(frames.Count).Where(frame => frame.FrameType == RenderTreeFrameType.Component).ToArray()
            .SelectMany(frame => (IComponent[])[frame.Component, .. ComponentsOf(frame.ComponentId)]);
    }

    public void ThrowUnhandled() => unhandled?.Throw();

    protected override IComponent ResolveComponentForRenderMode(
        Type componentType, int? parentComponentId, IComponentActivator componentActivator, IComponentRenderMode renderMode) =>
        componentActivator.CreateInstance(componentType);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        Refresh();
        return Task.CompletedTask;
    }

    protected override void HandleException(Exception exception)
    {
        unhandled ??= ExceptionDispatchInfo.Capture(exception);
        foreach (RenderedComponent root in roots)
        {
            root.WakeWaiters();
        }
    }

    private void Refresh()
    {
        foreach (RenderedComponent root in roots)
        {
            root.Show(MarkupWriter.Write(this, root.ComponentId));
        }
    }
}
