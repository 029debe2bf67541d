using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>
/// Renders components without a browser, so that their markup can be queried and their events raised. Shaped like bUnit's context, which
/// does not restore here for this version of .NET: should it one day, tests change by their names only.
/// </summary>
public sealed class ComponentTestContext : IAsyncDisposable
{
    private readonly ServiceCollection services = new();
    private ServiceProvider? provider;
    private ComponentRenderer? renderer;

    /// <summary>A context with what every component may expect: navigation, script, logging, query parameters.</summary>
    public ComponentTestContext()
    {
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<NavigationManager>(Navigation);
        services.AddSingleton<IJSRuntime>(Script);
        services.AddSingleton<IErrorBoundaryLogger>(Errors);
        services.AddSingleton(TimeProvider.System);
        services.AddSupplyValueFromQueryProvider();
    }

    /// <summary>Services of the components; add before the first render.</summary>
    public IServiceCollection Services =>
        provider is null ? services : throw new InvalidOperationException("Add services before the first component is rendered.");

    /// <summary>Where the browser is.</summary>
    public TestNavigation Navigation { get; } = new();

    /// <summary>What was asked of the browser's scripts.</summary>
    public TestScript Script { get; } = new();

    /// <summary>Exceptions that an error boundary caught.</summary>
    public TestErrorLog Errors { get; } = new();

    /// <summary>Whether components believe to be in a circuit; <c>false</c> renders as the prerendering server does. Set before the first render.</summary>
    public bool IsInteractive { get; set; } = true;

    /// <summary>Renders a component and waits until its first asynchronous work is done.</summary>
    public async Task<RenderedComponent> RenderAsync<TComponent>(Action<ComponentParameters<TComponent>>? parameters = null)
        where TComponent : IComponent
    {
        ComponentParameters<TComponent> built = new();
        parameters?.Invoke(built);
        provider ??= services.BuildServiceProvider(validateScopes: false);
        renderer ??= new ComponentRenderer(provider, IsInteractive);
        return await renderer.RenderAsync(typeof(TComponent), built.Values);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (renderer is not null)
        {
            await ((IAsyncDisposable)renderer).DisposeAsync();
        }

        if (provider is not null)
        {
            await provider.DisposeAsync();
        }
    }
}
